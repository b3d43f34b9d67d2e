import { ModelTable } from "../../../ami/models/model_table.ts";
import { deviceStateModel, extensionStateModel, presenceStateModel } from "../../../ami/models/states.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

Deno.test("a model of device states leaves out Local channels, whose states Asterisk does not keep", () => {
  const devices = new ModelTable(deviceStateModel, 100);
  devices.apply(amiMessage("Event: DeviceStateChange", "Device: Local/a@b", "State: INUSE"));
  devices.apply(amiMessage("Event: DeviceStateChange", "Device: PJSIP/a", "State: INUSE"));
  assertEquals([...devices.items.keys()], ["PJSIP/a"]);
});

Deno.test("a model of extension states keeps the devices that an event amid a reload leaves out", () => {
  const extensions = new ModelTable(extensionStateModel, 100);
  const apply = (hint: string, status: string, text: string) =>
    extensions.apply(
      amiMessage(
        "Event: ExtensionStatus",
        "Exten: 1",
        "Context: c",
        `Hint: ${hint}`,
        `Status: ${status}`,
        `StatusText: ${text}`,
      ),
    );
  apply("Custom:a", "0", "Idle");
  apply("", "1", "InUse");
  assertEquals(extensions.items.get("1@c"), {
    Exten: "1",
    Context: "c",
    Hint: "Custom:a",
    Status: "1",
    StatusText: "InUse",
  });
  assertEquals(apply("", "-2", "Removed").map(({ type }) => type), ["removed"]);
});

Deno.test("a model of presence states has subtype and message", () => {
  const presences = new ModelTable(presenceStateModel, 100);
  presences.apply(
    amiMessage(
      "Event: PresenceStateChange",
      "Presentity: CustomPresence:a",
      "Status: away",
      "Subtype: x",
      "Message: back at 3",
    ),
  );
  assertEquals([...presences.items.values()], [
    { Presentity: "CustomPresence:a", Status: "away", Subtype: "x", Message: "back at 3" },
  ]);
});

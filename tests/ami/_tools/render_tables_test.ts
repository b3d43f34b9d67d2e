import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  renderEventClasses,
  renderHeaderNames,
  renderLists,
  renderPrivileges,
} from "../../../ami/_tools/render_tables.ts";

const facts = {
  actions: {
    Ping: { privileges: [], modules: [], fields: {}, response: { Ping: "text" } },
    Rooms: {
      privileges: ["call"],
      modules: [],
      fields: { "Room?": "text", "Cat-{number}?": "text" },
      list: { items: ["Room"], complete: "RoomsComplete", start: "start", emptyError: "No rooms." },
    },
  },
  events: {
    Room: { classes: ["call"], modules: [], snapshots: ["channel:Dest"], headers: { Parties: "text" } },
    RoomsComplete: { classes: [], modules: [], snapshots: [], headers: {} },
  },
};

Deno.test("renderLists() has the list actions only", () => {
  const text = renderLists(facts);

  assertStringIncludes(
    text,
    '  Rooms: { items: ["Room"], complete: "RoomsComplete", start: "start", emptyErrors: ["No rooms."] },\n',
  );
  assertEquals(text.includes("Ping"), false);
});

Deno.test("renderHeaderNames() puts prefixes on snapshots and leaves patterns out", () => {
  const text = renderHeaderNames(facts, { any: ["Event"], channel: ["Uniqueid"], bridge: [] });

  assertStringIncludes(text, '[\n  "DestUniqueid",\n  "Event",\n  "Parties",\n  "Ping",\n  "Room",\n];');
});

Deno.test("renderEventClasses() leaves out what has no class; renderPrivileges() has every action", () => {
  assertStringIncludes(renderEventClasses(facts), '= {\n  "Room": ["call"],\n};');
  assertStringIncludes(renderPrivileges(facts), '= {\n  Ping: [],\n  Rooms: ["call"],\n};');
});

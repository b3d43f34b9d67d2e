import type { ChannelRequest, ChannelTechnology, RequestResult } from "./channel_technology.ts";
import { randomUuid } from "../random.ts";
import type { Pbx } from "./pbx.ts";

/** `AST_CAUSE_NO_ROUTE_DESTINATION`: what Asterisk has to say of an endpoint that it does not know, or can not reach. */
const noRoute = 3;

/** A technology whose channels lead to endpoints, as `chan_pjsip` does. */
export class EndpointTechnology implements ChannelTechnology {
  readonly name: string;
  readonly #pbx: Pbx;

  constructor(pbx: Pbx, name: string) {
    this.#pbx = pbx;
    this.name = name;
  }

  request({ address, id, otherId }: ChannelRequest): RequestResult {
    const pbx = this.#pbx;
    const endpoint = `${this.name}/${resourceOf(address)}`;
    const { line, state } = pbx.endpoints.get(endpoint) ?? {};
    if (line === undefined || state !== "online") return { kind: "unavailable", cause: noRoute };
    if (pbx.isIdTaken(id || undefined) || pbx.isIdTaken(otherId || undefined)) {
      // Asterisk has used up an id of its own on the channel that it could not make.
      pbx.nextUniqueId();
      return { kind: "id-exists" };
    }
    const driver = line.takeCall();
    const channel = pbx.createChannel({
      endpoint,
      driver,
      state: "Down",
      caller: { name: "", number: "" },
      context: line.context,
      exten: "s",
      protocolId: randomUuid(pbx.random),
      hasEndpoint: true,
      ...(id && { id }),
    });
    driver.channel = channel;
    return { kind: "created", channel };
  }
}

/** The endpoint in an address: all of it, what follows the `@` of a number, or what comes before the `/` of a URI. */
function resourceOf(address: string): string {
  const [place = ""] = address.split("/", 1);
  return place.slice(place.indexOf("@") + 1);
}

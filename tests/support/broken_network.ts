import { type AriClient, type AriStatus, connect, type ConnectOptions, type EventStream } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx, type SimulateOptions } from "@asterism/asterisk/simulator";
import { FaultyTransport } from "./faulty_transport.ts";

const extensions = `[default]
exten => 100,1,Stasis(greeter)
 same => n,Hangup()
exten => 200,1,Answer()
 same => n,Wait(500)
`;

/** A client whose network breaks when it is told to. */
export interface Given {
  readonly pbx: SimulatedPbx;
  readonly network: FaultyTransport;
  readonly ari: AriClient;
  readonly status: EventStream<AriStatus>;
  /** Resolves with the next status of this type; those before it are passed over. */
  next<Type extends AriStatus["type"]>(type: Type): Promise<Extract<AriStatus, { type: Type }>>;
}

/** Runs `body` with a simulated Asterisk, a client of it, and the network between them. */
export async function withNetwork(
  body: (given: Given) => Promise<void>,
  options: Partial<ConnectOptions> & { readonly simulate?: SimulateOptions } = {},
): Promise<void> {
  const { simulate: simulated, ...client } = options;
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions }, ...simulated });
  const network = new FaultyTransport(pbx);
  const { transport } = network;
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, transport, ...client });
  const status = ari.status();
  const next: Given["next"] = async (type) => {
    for await (const change of { [Symbol.asyncIterator]: () => ({ next: () => status.next() }) }) {
      if (isOfType(change, type)) return change;
    }
    throw new Error(`Cannot wait for "${type}": the client has closed`);
  };
  await body({ pbx, network, ari, status, next });
}

function isOfType<Type extends AriStatus["type"]>(
  status: AriStatus,
  type: Type,
): status is Extract<AriStatus, { type: Type }> {
  return status.type === type;
}

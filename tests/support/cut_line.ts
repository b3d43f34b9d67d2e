import type { ConnectOptions } from "@asterism/asterisk/ami";
import { type Connection, systemTransport } from "../../_internal/transport.ts";

/** A connection that can be cut, and is not back at once. */
export class CutLine {
  #connection: Connection | undefined;
  /** What a client needs to use it. */
  readonly options: Partial<ConnectOptions> = {
    random: () => 0.9,
    firstReconnectDelay: 500,
    transport: { connect: async (options) => this.#connection = await systemTransport.connect(options) },
  };

  /** Cuts it. */
  cut(): void {
    this.#connection?.close();
  }
}

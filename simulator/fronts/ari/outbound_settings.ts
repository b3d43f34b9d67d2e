/** A WebSocket that Asterisk opens: a section of `ari.conf`, with that of `websocket_client.conf` which it names. */
export interface OutboundSettings {
  /** The name of the section. */
  readonly id: string;
  /** The applications, with commas. */
  readonly applications: string;
  /** Whether they hear of everything. */
  readonly subscribesAll: boolean;
  /** The user of ARI whose rights its requests have. */
  readonly localUser: string;
  /** Whether it is there all the time, or for each call that asks for one of its applications. */
  readonly type: "persistent" | "per-call";
  /** Where it leads. */
  readonly uri: string;
  /** The subprotocols that are offered, with commas. */
  readonly protocols: string;
  /** Who Asterisk is for the server, as `user:password`; an empty string for nobody. */
  readonly credentials: string;
  /** How long connecting may take, in milliseconds. */
  readonly connectTimeLimit: number;
  /** How long to wait between attempts, in milliseconds. */
  readonly interval: number;
  /** How many attempts there are. */
  readonly attempts: number;
}

import type { ConnectOptions } from "@asterism/asterisk/ari";

/** A user of ARI. */
export interface User {
  readonly username: string;
  readonly password: string;
}

/** An Asterisk to test against: the simulator, or the real one. Both run the same dialplan. */
export interface Backend extends AsyncDisposable {
  readonly name: BackendName;
  /** Where its HTTP server is. */
  readonly url: string;
  readonly user: User;
  readonly readOnlyUser: User;
  /** What a client has to be given besides URL and user to reach it. */
  readonly connection: Pick<ConnectOptions, "transport" | "clock" | "random">;
  /** Sends one raw request to a path below its URL. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Calls an extension of context `default` from the phone of `PJSIP/alice`, which is not registered. */
  call(extension: string): Promise<BackendCall>;
  /** Sends a text to an extension from the phone of `PJSIP/alice`: the SIP status. */
  message(extension: string, text: string): Promise<number>;
  /** Registers the phone of `PJSIP/bob`, until it is disposed of. */
  register(): Promise<BackendPhone>;
}

/** Which backends there are. */
export type BackendName = "simulator" | "Asterisk";

/** A call as its caller sees it. */
export interface BackendCall extends AsyncDisposable {
  /** Resolves when the other side has answered. */
  answered(): Promise<void>;
  /** Presses one key for 100 ms. */
  press(digit: string): Promise<void>;
  hold(isHeld: boolean): Promise<void>;
  /** Transfers the other side to an extension, or to the other side of another call of this phone: the SIP status in the end. */
  transfer(target: string | BackendCall): Promise<number>;
  hangup(): Promise<void>;
  /** Resolves with the hangup cause when the call has ended from either side. */
  ended(): Promise<{ readonly cause: number | undefined }>;
}

/** A phone that can be called. */
export interface BackendPhone extends AsyncDisposable {
  /** Resolves with the next call, which rings. */
  incoming(): Promise<BackendIncomingCall>;
}

/** A call to a phone. */
export interface BackendIncomingCall {
  /** Lets the caller hear the phone before the answer. */
  progress(): void;
  answer(): Promise<void>;
  /** Refuses the call with a SIP status. */
  reject(status: number): Promise<void>;
  hold(isHeld: boolean): Promise<void>;
  /** Presses one key for 100 ms. */
  press(digit: string): Promise<void>;
  hangup(): Promise<void>;
  /** Resolves when the call has ended from either side. */
  ended(): Promise<{ readonly cause: number | undefined }>;
}

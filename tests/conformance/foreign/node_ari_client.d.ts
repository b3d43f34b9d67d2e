/** The part of npm's `ari-client` that we use; it has no types of its own. */

interface Emitter {
  once(type: string, listener: (event: unknown) => void): void;
}

interface Channel extends Emitter {
  readonly id: string;
  readonly name: string;
  originate(parameters: Record<string, unknown>): Promise<Channel>;
  play(parameters: Record<string, unknown>, playback: Playback): Promise<Playback>;
  sendDTMF(parameters: Record<string, unknown>): Promise<void>;
  record(parameters: Record<string, unknown>, recording: LiveRecording): Promise<void>;
  hangup(parameters: Record<string, unknown>): Promise<void>;
}

interface Playback extends Emitter {
  readonly media_uri: string;
}

interface Bridge extends Emitter {
  create(parameters: Record<string, unknown>): Promise<Bridge>;
  addChannel(parameters: Record<string, unknown>): Promise<void>;
  removeChannel(parameters: Record<string, unknown>): Promise<void>;
  destroy(): Promise<void>;
}

interface LiveRecording extends Emitter {
  readonly name: string;
}

interface Client {
  start(application: string): Promise<void>;
  stop(): void;
  Channel(id: string): Channel;
  Playback(id: string): Playback;
  Bridge(id: string): Bridge;
  LiveRecording(name: string): LiveRecording;
  readonly channels: { get(parameters: Record<string, unknown>): Promise<Channel> };
  readonly recordings: {
    stop(parameters: Record<string, unknown>): Promise<void>;
    getStored(parameters: Record<string, unknown>): Promise<{ readonly format: string }>;
    deleteStored(parameters: Record<string, unknown>): Promise<void>;
  };
}

declare const ari: { connect(url: string, username: string, password: string): Promise<Client> };
export default ari;

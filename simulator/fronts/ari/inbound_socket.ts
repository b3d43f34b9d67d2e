import type { HeldSocket } from "../../http/http_request.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import type { EventSession } from "./event_session.ts";

/** An events WebSocket that a client has opened. */
export class InboundSocket {
  readonly applications: readonly string[];
  readonly #socket: HeldSocket;

  /**
   * Takes the socket for a session whose applications are registered; each frame goes to `onFrame`, and the next one
   * when that is done. */
  constructor(
    socket: HeldSocket,
    { session, journal, onFrame }: {
      session: EventSession;
      journal: JournalRecorder;
      onFrame: (frame: string) => Promise<void>;
    },
  ) {
    this.#socket = socket;
    this.applications = session.applications;
    journal.add({ face: "websocket", kind: "opened", applications: this.applications });
    socket.addEventListener("open", () => session.attach(socket));
    socket.addEventListener("message", (event) => {
      if (event instanceof MessageEvent && typeof event.data === "string") socket.hold(onFrame(event.data));
    });
    socket.addEventListener("close", (event) => {
      session.unregister();
      const code = event instanceof CloseEvent ? event.code : 1006;
      journal.add({ face: "websocket", kind: "closed", applications: this.applications, code });
    });
  }

  /** Closes the socket from the server's side, and resolves when it is closed. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#socket.addEventListener("close", () => resolve());
    this.#socket.close(1000);
    await promise;
  }
}

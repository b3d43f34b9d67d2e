import type { Connection } from "../../_internal/transport.ts";

/** The same connection, of which closing twice is harmless. */
export function closableTwice(connection: Connection): Connection {
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    connection.close();
  };
  return {
    read: (buffer) => connection.read(buffer),
    write: (bytes) => connection.write(bytes),
    close,
    [Symbol.dispose]: close,
  };
}

/** RTP of a silent caller who presses digits (RFC 3550, RFC 4733): packets, without sockets and clocks. */

/** One packet is 20 ms of µ-law at 8000 Hz. */
export const PACKET_MILLISECONDS = 20;

const SAMPLES_PER_PACKET = 160;
const ULAW = 0;
const ULAW_SILENCE = new Uint8Array(SAMPLES_PER_PACKET).fill(0xff);
const DIGITS = "0123456789*#ABCD";
/** A digit lasts 100 ms: more than the 80 ms below which Asterisk would stretch it. */
const DIGIT_PACKETS = 5;
/** The end of a digit is sent three times, as a lost one would leave the key down (RFC 4733, 2.5.1.4). */
const DIGIT_ENDS = 3;
/** The silence after a digit, 60 ms: more than the 45 ms below which Asterisk would put the next one off. */
const PAUSE_PACKETS = 3;

export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

/** Formats a packet: version 2, no padding, no extension, no contributing sources. */
export function formatRtp({ payloadType, marker, sequence, timestamp, ssrc, payload }: RtpPacket): Uint8Array {
  const bytes = new Uint8Array(12 + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, (marker ? 0x80 : 0) | payloadType);
  view.setUint16(2, sequence);
  view.setUint32(4, timestamp);
  view.setUint32(8, ssrc);
  bytes.set(payload, 12);
  return bytes;
}

/** Formats the payload of a telephone-event. */
export function formatDigit(digit: string, { duration, end }: { duration: number; end: boolean }): Uint8Array {
  const event = digit.length === 1 ? DIGITS.indexOf(digit.toUpperCase()) : -1;
  if (event < 0) throw new RangeError(`Cannot press "${digit}": it must be one of ${DIGITS}`);
  const volume = 10;
  return Uint8Array.of(event, (end ? 0x80 : 0) | volume, duration >> 8, duration & 0xff);
}

/** What a caller sends, packet by packet: silence, and now and then a digit. */
export class RtpStream {
  readonly #ssrc: number;
  readonly #digitType: number;
  readonly #digits: { digit: string; sent: number; done: () => void }[] = [];
  #sequence = 0;
  #timestamp = 0;
  #pause = 0;

  constructor({ ssrc, digitType }: { ssrc: number; digitType: number }) {
    this.#ssrc = ssrc;
    this.#digitType = digitType;
  }

  /** Puts a digit in the queue. The promise resolves when its last packet has been taken. */
  press(digit: string): Promise<void> {
    formatDigit(digit, { duration: 0, end: false });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#digits.push({ digit, sent: 0, done: resolve });
    return promise;
  }

  /** Takes the packets of the next 20 ms. */
  next(): Uint8Array[] {
    const press = this.#digits[0];
    if (press && this.#pause === 0) return this.#nextOfDigit(press);
    this.#pause = Math.max(0, this.#pause - 1);
    const packet = this.#format(ULAW, ULAW_SILENCE, { marker: this.#sequence === 0 });
    this.#timestamp = (this.#timestamp + SAMPLES_PER_PACKET) >>> 0;
    return [packet];
  }

  #nextOfDigit(press: { digit: string; sent: number; done: () => void }): Uint8Array[] {
    press.sent++;
    const duration = press.sent * SAMPLES_PER_PACKET;
    const end = press.sent === DIGIT_PACKETS;
    const payload = formatDigit(press.digit, { duration, end });
    const packets = Array.from(
      { length: end ? DIGIT_ENDS : 1 },
      () => this.#format(this.#digitType, payload, { marker: press.sent === 1 }),
    );
    if (end) {
      // All packets of a digit carry the time of its start; only now does time go on.
      this.#timestamp = (this.#timestamp + duration) >>> 0;
      this.#pause = PAUSE_PACKETS;
      this.#digits.shift();
      press.done();
    }
    return packets;
  }

  #format(payloadType: number, payload: Uint8Array, { marker }: { marker: boolean }): Uint8Array {
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) & 0xffff;
    return formatRtp({ payloadType, marker, sequence, timestamp: this.#timestamp, ssrc: this.#ssrc, payload });
  }
}

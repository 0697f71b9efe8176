/**
 * `TextEncoder` and `TextDecoder`, where the platform has none: Jest's jsdom, and bare contexts of Node's vm. The build
 * puts these in the place of the global names, so that an import never throws for the lack of them.
 */

type Encoder = new () => {
  encode(text: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
};
type Decoder = new (label?: string, options?: object) => { decode(bytes?: Uint8Array): string };

const { TextEncoder: GlobalEncoder, TextDecoder: GlobalDecoder } = globalThis as {
  TextEncoder?: Encoder;
  TextDecoder?: Decoder;
};

class PlainEncoder {
  encode(text: string): Uint8Array {
    const escaped = encodeURIComponent(text.replace(loneSurrogates, "\ufffd"));
    return Uint8Array.from(escaped.match(/%..|./g) ?? [], (piece) =>
      piece.length > 1 ? parseInt(piece.slice(1), 16) : piece.charCodeAt(0),
    );
  }

  /** All of it, or a RangeError: those who call have made room. */
  encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text);
    into.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

/** `encodeURIComponent` refuses them. */
const loneSurrogates = /\p{Surrogate}/gu;

/** What wasm hands over is valid UTF-8; a byte order mark in it stays, as `ignoreBOM` asks. */
class PlainDecoder {
  decode(bytes: Uint8Array = new Uint8Array(0)): string {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  }
}

const Encoder: Encoder = GlobalEncoder ?? PlainEncoder;
const Decoder: Decoder = GlobalDecoder ?? PlainDecoder;

export { Decoder as TextDecoder, Encoder as TextEncoder };

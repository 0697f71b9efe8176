/** What we use of every runtime beyond ECMAScript. The published declarations do not refer to these types. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label: "utf-8", options: { ignoreBOM: true });
  decode(bytes: Uint8Array): string;
}

declare class AbortController {
  readonly signal: {
    readonly aborted: boolean;
    addEventListener(type: "abort", listener: () => void): void;
    removeEventListener(type: "abort", listener: () => void): void;
  };
  abort(): void;
}

declare class Headers {
  constructor(fields: Record<string, string>);
}

declare class URL {
  constructor(url: string);
  readonly href: string;
  readonly protocol: string;
}

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function atob(base64: string): string;
declare function btoa(binary: string): string;

/** The text is not base64. */
export class Base64Error extends Error {
  override name = "Base64Error";
}

const PREFIX_MAX = 256;

/**
 * Decodes base64 as it lies inside a JSON string, piece by piece: JSON escapes, white space, the URL-safe alphabet, a
 * missing padding and a `data:` prefix are all seen on the wire. Throws `Base64Error`.
 */
export class Base64Decoder {
  private rest = "";
  private begun = false;
  private empty = true;

  push(piece: Buffer): Buffer {
    const text = this.rest + piece.toString("latin1");
    return (this.begun ? this.decodePlain(text) : null) ?? this.decode(text, false);
  }

  end(): Buffer {
    return this.decode(this.rest, true);
  }

  /** Nearly all of a picture is groups of four with nothing between them. Null: there is something else, which Node skips. */
  private decodePlain(text: string): Buffer | null {
    const whole = text.length - (text.length % 4);
    const bytes = Buffer.from(text.slice(0, whole), "base64");
    if (bytes.length !== (whole / 4) * 3) return null;
    this.rest = text.slice(whole);
    return bytes;
  }

  private decode(raw: string, last: boolean): Buffer {
    let text = raw;
    // An escape may be cut in two: keep from the last backslash on until more comes.
    const cut = last ? -1 : text.indexOf("\\", Math.max(0, text.length - 6));
    const kept = cut === -1 ? "" : text.slice(cut);
    if (cut !== -1) text = text.slice(0, cut);
    if (text.includes("\\")) text = unescapeJson(text);
    if (!this.begun) {
      if (!last && text.length + kept.length < PREFIX_MAX) {
        this.rest = text + kept;
        return Buffer.alloc(0);
      }
      this.begun = true;
      text = text.replace(/^\s*data:[^,]*,/, "");
    }
    const clean = text.replace(/[\s=]+/g, "");
    if (/[^A-Za-z0-9+/_-]/.test(clean)) throw new Base64Error("Not base64.");
    const whole = last ? clean.length : clean.length - (clean.length % 4);
    this.rest = last ? "" : clean.slice(whole) + kept;
    if (last && clean.length % 4 === 1) throw new Base64Error("Base64 that breaks off.");
    this.empty &&= whole === 0;
    if (last && this.empty) throw new Base64Error("Nothing at all.");
    return Buffer.from(clean.slice(0, whole), "base64");
  }
}

function unescapeJson(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_all, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return code === "/" ? "/" : "ntrbf".includes(code) ? " " : "\\";
  });
}

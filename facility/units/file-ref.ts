import { z } from "zod";

/** The kinds of file that are kept, told by their first bytes and never by their name. */
export const FileType = z.enum(["image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"]);
export type FileType = z.infer<typeof FileType>;

/** A file that is kept: a photo, a signature, a document, a drawing. `id` is the SHA-256 of its bytes, hex. */
export const FileRef = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{64}$/, "a file's id is the 64 hex digits that its upload answered"),
  name: z.string().min(1).max(200),
  type: FileType,
  bytes: z.int().nonnegative(),
});
export type FileRef = z.infer<typeof FileRef>;

const starts = (bytes: Uint8Array, ...head: number[]) => head.every((byte, i) => bytes[i] === byte);
const asciiAt = (bytes: Uint8Array, at: number, word: string) =>
  [...word].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** What the bytes are by their magic numbers; undefined for anything that is not kept. */
export function fileTypeOf(bytes: Uint8Array): FileType | undefined {
  if (bytes.length === 0) return undefined;
  if (starts(bytes, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (asciiAt(bytes, 0, "RIFF") && asciiAt(bytes, 8, "WEBP")) return "image/webp";
  if (asciiAt(bytes, 0, "%PDF-")) return "application/pdf";
  return isPlainText(bytes) ? "text/plain" : undefined;
}

/** UTF-8 without control characters, and nothing that a browser might take for a page. */
function isPlainText(bytes: Uint8Array): boolean {
  // A prefix of these is what browsers' sniffing takes for HTML or XML (mimesniff §7.1).
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/.test(text) && !/^\s*<[!?a-z]/i.test(text);
}

const REFERENCE = /"id":"([0-9a-f]{64})"/g;

/** The kept files, by the SHA-256 of their bytes, that a value refers to in its JSON as `JSON.stringify` writes it. */
export const filesReferredTo = (json: string): ReadonlySet<string> =>
  new Set([...json.matchAll(REFERENCE)].map(([, id = ""]) => id));

import { expect, it } from "vitest";
import { fileTypeOf } from "./file-ref.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

it.each([
  ["a JPEG", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0]), "image/jpeg"],
  ["a PNG", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), "image/png"],
  ["a WebP", bytes("RIFF\x20\x00\x00\x00WEBPVP8 "), "image/webp"],
  ["a PDF", bytes("%PDF-1.7\n"), "application/pdf"],
  ["Chinese text", bytes("电梯 2 号\n已换门锁\t好"), "text/plain"],
  ["a page", bytes("<!doctype html><script>"), undefined],
  ["an SVG", bytes("  <svg onload=…>"), undefined],
  ["a program", bytes("\x7fELF\x02\x01\x01\x00\x00"), undefined],
  ["broken UTF-8", new Uint8Array([0x41, 0xc3, 0x28]), undefined],
  ["nothing", new Uint8Array(), undefined],
])("%s is told by its bytes", (_, given, type) => {
  expect(fileTypeOf(given)).toBe(type);
});

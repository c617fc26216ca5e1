/** Hands the person a file: a data or object URL under a name. */
export function save(href: string, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.download = name.replace(/[\\/:*?"<>|]/g, "-");
  anchor.click();
}

/** The same of what has been made here or fetched. */
export function saveBlob(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  save(href, name);
  URL.revokeObjectURL(href);
}

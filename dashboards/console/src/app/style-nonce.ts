/**
 * The page's content policy takes style elements with the nonce that the server gave this page, and no other. Ant
 * Design is told it (ConfigProvider), but its scroll lock and scroll bar measure write theirs without, so every style
 * element that a script of ours makes gets it here. Markup that somebody smuggles in does not pass this way.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.nonce ?? "";

const create = Document.prototype.createElement;
Document.prototype.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
  const made = create.call(this, name, options);
  if (made instanceof HTMLStyleElement) made.nonce = styleNonce;
  return made;
} as typeof create;

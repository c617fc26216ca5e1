/**
 * Zod compiles checks with `new Function` where it may, and asks whether it may by trying: the page's content security
 * policy would report each try. This is how zod 4 is told beforehand (`z.config({ jitless: true })`) without loading it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

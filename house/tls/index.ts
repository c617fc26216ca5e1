/** TLS: certificates from files, checked, renewed without a restart; HTTPS; and a private CA for sites without one. */
export { type CertificateEnd, readTlsFiles, type TlsFiles } from "./files.ts";
export { listenHttps } from "./https.ts";
export { Certificates } from "./renewal.ts";

/** E-mail by SMTP: MIME with plain text and HTML, both languages in one message. */
export { emailSender } from "./email.ts";

/**
 * Files kept on the disk by their content: photos, signatures, documents, drawings.
 * Fills Files (api/ports.ts); what is known of each file stands in SQL, its bytes here.
 */
export { folderFiles, MOST_FILE_BYTES } from "./folder-files.ts";

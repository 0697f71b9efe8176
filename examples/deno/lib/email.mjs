/**
 * The form of an e-mail address in the table of teachers. The script that fills the table uses this function, and so
 * does the service.
 *
 * @param {string} address
 */
export function normalizeEmail(address) {
  return address.trim().normalize("NFC").toLowerCase();
}

import { isLtiProError, signRequest, type LtiProError } from "zoom-lti-pro";

/** A signature needs some credentials; this one is thrown away. */
const UNUSED = { key: "unused", secret: "unused" };

/** Why a text cannot be a Zoom user ID, or null. The package decides: signing refuses the same texts as listing. */
export function userIdProblem(userId: string): LtiProError | null {
  try {
    signRequest(UNUSED, { userId });
    return null;
  } catch (error) {
    if (isLtiProError(error) && error.code === "invalid_argument") return error;
    throw error;
  }
}

/** The room that figures take: imported for its effect. */
export {};

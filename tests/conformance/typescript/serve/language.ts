export const language = "typescript";

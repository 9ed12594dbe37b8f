/* What authors type on a line of its own where a scene ends. */
const SIGNS = /^\s*(?:(?:\*\s*){3,}|-{3,}|(?:-\s+){2,}-|—{2,}|~{3,}|#{3}|⁂|\u2042)\s*$/;

export const isSceneBreak = (text) => SIGNS.test(text);

import type { RefusalCode } from '../../shared/refusal.ts';

const TEMPORARY: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['rate_limited', 'unavailable', 'draining']);

/** Whether the same command may be answered when it is sent again later. */
export const isTemporary = (code: RefusalCode): boolean => TEMPORARY.has(code);

/** Other ways to write what was typed, when nothing has that very name; best first. */
export function fallbacks(text: string): string[] {
  const variants: string[] = [];
  const add = (variant: string): void => {
    const trimmed = variant.trim();
    if (trimmed !== '' && trimmed !== text && !variants.includes(trimmed)) variants.push(trimmed);
  };
  if (/[(（]/.test(text)) add(text.replace(/[(（][^)）]*[)）]?/g, ' '));
  add(text.replace(/(?:\s+(?:city|town|village|islands?|atoll)|[\s-](?:shi|si|ku))$/i, ''));
  add(text.replace(/^(?:city of|town of|ciudad de|ville de|the|islas?|île|ilha)\s+/i, ''));
  if (text.includes('/')) text.split('/').forEach(add);
  return variants;
}

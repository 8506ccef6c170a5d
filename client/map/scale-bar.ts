/** Mean radius of the earth, km (IUGG R₁). */
export const EARTH_KM = 6371.0088;

export interface ScaleBar {
  /** 1, 2 or 5 times a power of ten; down to 0.1. */
  km: number;
  /** Length on screen, px. */
  width: number;
}

/** The longest round distance that is at most `longest` px wide where a pixel is `kmPerPixel` km. */
export function scaleBar(kmPerPixel: number, longest: number): ScaleBar | null {
  if (!(kmPerPixel > 0) || !Number.isFinite(kmPerPixel)) return null;
  const most = kmPerPixel * longest;
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  const factor = [5, 2, 1].find((f) => f * power <= most * (1 + 1e-9)) ?? 1;
  const km = Number((factor * power).toPrecision(1));
  return { km, width: km / kmPerPixel };
}

import type { Box } from '../../../shared/catalogue/quiz.ts';

/** A far group of a quiz's places: too few to be given the room between in the main frame. */
export interface FarGroup {
  id: string;
  name: string;
  box: Box;
}

/** By slug. West is above east across the antimeridian. */
export const INSETS: Readonly<Record<string, readonly FarGroup[]>> = {
  'american-samoa': [{ id: 'swains-island', name: 'Swains Island', box: [-171.3, -11.3, -170.9, -10.9] }],
  'br-pernambuco': [{ id: 'noronha', name: 'Fernando de Noronha', box: [-32.7, -4.1, -32.2, -3.6] }],
  chile: [{ id: 'easter-island', name: 'Easter Island', box: [-110, -28, -105, -26] }],
  colombia: [{ id: 'san-andres', name: 'San Andrés', box: [-82.2, 12.2, -81, 13.6] }],
  ecuador: [{ id: 'galapagos', name: 'Galápagos', box: [-92.3, -1.7, -89, 0.9] }],
  'equatorial-guinea': [{ id: 'annobon', name: 'Annobón', box: [5.4, -1.6, 5.8, -1.3] }],
  fiji: [{ id: 'rotuma', name: 'Rotuma', box: [176.8, -12.8, 177.4, -12.2] }],
  india: [{ id: 'andamans', name: 'Andaman and Nicobar', box: [91.5, 6.5, 94.5, 14] }],
  japan: [{ id: 'ogasawara', name: 'Ogasawara', box: [141, 24, 143, 28] }],
  mauritius: [{ id: 'rodrigues', name: 'Rodrigues', box: [63.2, -19.9, 63.6, -19.6] }],
  'new-zealand': [{ id: 'chatham-islands', name: 'Chatham Islands', box: [-177.5, -44.8, -175.5, -43.3] }],
  'north-america': [{ id: 'hawaii', name: 'Hawaii', box: [-161, 18.5, -154, 22.6] }],
  portugal: [
    { id: 'azores', name: 'Azores', box: [-31.6, 36.8, -24.7, 40] },
    { id: 'madeira', name: 'Madeira', box: [-17.6, 32, -15.9, 33.3] },
  ],
  spain: [{ id: 'canarias', name: 'Canary Islands', box: [-18.5, 27.3, -13.2, 29.6] }],
  'united-states': [
    { id: 'alaska', name: 'Alaska', box: [172, 51, -129.9, 72] },
    { id: 'hawaii', name: 'Hawaii', box: [-161, 18.5, -154, 22.6] },
  ],
  yemen: [{ id: 'socotra', name: 'Socotra', box: [52, 11.8, 54.8, 13] }],
};

/** Boxes of places that have no say in where the frame stands: lonely, far, or misplaced in the data. */
export const FAR_OUT: Readonly<Record<string, readonly Box[]>> = {
  brazil: [[-33, -21, -28, 2]],
  chile: [[-82, -35, -78, -25]],
  mauritius: [[56, -17, 61, -9]],
  'united-kingdom': [[32, 34, 34, 36]],
  vietnam: [[110, 7, 116, 18]],
  'in-chhattisgarh': [[76, 26, 79, 28]],
};

export const isIn = ([west, south, east, north]: Box, lon: number, lat: number): boolean =>
  lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east);

// Contrast by computation (WCAG 1.4.11). A colour is drawn on a canvas, whatever space it is of.
import type { Locator, Page } from '@playwright/test';

/** Red, green and blue, each up to 255. */
export type Rgb = [number, number, number];

interface Tools {
  rgba: (colour: string) => [number, number, number, number];
  /** What lies below an element: the backgrounds of what it stands in. */
  below: (element: Element | null) => Rgb;
  over: (colour: string, below: Rgb) => Rgb;
  contrast: (one: Rgb, other: Rgb) => number;
  isSeen: (element: Element) => boolean;
}

/** Puts the tools into the document. */
async function bring(page: Page): Promise<void> {
  await page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('no canvas');
    const rgba: Tools['rgba'] = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over: Tools['over'] = (colour, below) => {
      const [red, green, blue, alpha] = rgba(colour);
      const mix = (top: number, place: 0 | 1 | 2): number => top * alpha + below[place] * (1 - alpha);
      return [mix(red, 0), mix(green, 1), mix(blue, 2)];
    };
    const below: Tools['below'] = (element) => {
      if (!element) return [255, 255, 255];
      const { backgroundColor } = getComputedStyle(element);
      return over(backgroundColor, rgba(backgroundColor)[3] === 1 ? [0, 0, 0] : below(element.parentElement));
    };
    const luminance = (colour: Rgb): number => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast: Tools['contrast'] = (one, other) => {
      const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const isSeen: Tools['isSeen'] = (element) => {
      const { width, height } = element.getBoundingClientRect();
      const isClipped = (one: Element): boolean => getComputedStyle(one).clipPath !== 'none';
      for (let one: Element | null = element; one; one = one.parentElement) if (isClipped(one)) return false;
      return element.checkVisibility({ checkVisibilityCSS: true }) && width > 0 && height > 0;
    };
    const tools: Tools = { rgba, below, over, contrast, isSeen };
    Object.assign(window, { tools });
  });
}

/** Controls of which one can't see where they are, but for those that the browser draws: none of
 * edge, ground or sign stands out enough. What can't be used is no control. */
export async function faintControls(page: Page): Promise<string[]> {
  await bring(page);
  return page.evaluate(() => {
    const { below, over, contrast, isSeen } = (window as unknown as { tools: Tools }).tools;
    const native = 'input:is([type="radio"], [type="range"])';
    const inert = '[aria-disabled="true"], dialog:not([open])';
    const controls = [...document.querySelectorAll(`.rc-app :is(button, input, select, textarea, a.rc-button):not(${native})`)];
    return controls
      .filter((control) => isSeen(control) && control.closest(inert) === null)
      .flatMap((control) => {
        const style = getComputedStyle(control);
        const beside = below(control.parentElement);
        const ground = over(style.backgroundColor, beside);
        const edge = parseFloat(style.borderBottomWidth) > 0 ? over(style.borderBottomColor, ground) : ground;
        const isBare = contrast(ground, beside) < 1.01 && contrast(edge, beside) < 1.01;
        const best = isBare ? contrast(over(style.color, ground), beside) : Math.max(contrast(ground, beside), contrast(edge, beside));
        return best < 3 ? [`${best.toFixed(2)}: ${control.outerHTML.slice(0, 160)}`] : [];
      });
  });
}

/** What can have the focus, and has then no ring that stands out against what is around it. */
export async function faintRings(page: Page): Promise<string[]> {
  await bring(page);
  // From now on whoever gets the focus has it by the keyboard.
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const { below, over, contrast, isSeen } = (window as unknown as { tools: Tools }).tools;
    const root = document.querySelector('dialog[open]') ?? document.body;
    const stops = root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    return [...stops]
      .filter((stop) => isSeen(stop) && stop.tabIndex >= 0)
      .flatMap((stop) => {
        stop.focus();
        const ringed = [stop, stop.parentElement].find((one) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one ?? stop);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        });
        const which = stop.outerHTML.slice(0, 160);
        if (!stop.matches(':focus-visible') || !ringed) return [`no ring: ${which}`];
        const { outlineColor, outlineOffset } = getComputedStyle(ringed);
        const around = below(parseFloat(outlineOffset) < 0 ? ringed : ringed.parentElement);
        const best = contrast(over(outlineColor, around), around);
        return best < 3 ? [`${best.toFixed(2)}: ${which}`] : [];
      });
  });
}

/** The contrast of a colour of an element's style, or of its pseudo-element's, against what is
 * beside it; and of that against what the element stands on. */
export async function contrastOf(
  part: Locator,
  of: { property: string; pseudo?: string; on?: 'itself' | 'parent' },
): Promise<number> {
  await bring(part.page());
  return part.evaluate(
    (element, { property, pseudo, on }) => {
      const { below, over, contrast } = (window as unknown as { tools: Tools }).tools;
      const value = getComputedStyle(element, pseudo).getPropertyValue(property);
      const colour = /[a-z-]+\([^)]*\)|#[0-9a-f]+/.exec(value)?.[0] ?? 'transparent';
      const ground = below(on === 'itself' ? element : element.parentElement);
      return contrast(over(colour, ground), ground);
    },
    of,
  );
}

/** The colours of the pixels in a row through an element's middle, as far as `margin` to either
 * side of it, and how much each pair of them differs. */
export async function pixels(part: Locator, margin = 0): Promise<{ row: Rgb[]; contrast: (one?: Rgb, other?: Rgb) => Promise<number> }> {
  const page = part.page();
  await bring(page);
  await part.scrollIntoViewIfNeeded();
  const box = await part.boundingBox();
  if (!box) throw new Error(`${String(part)} is nowhere`);
  const y = Math.floor(box.y + box.height / 2);
  const clip = { x: Math.floor(box.x) - margin, y, width: Math.ceil(box.width) + 2 * margin, height: 1 };
  const image = await page.screenshot({ clip, animations: 'disabled', scale: 'css' });
  const row = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, 1).getContext('2d');
    canvas?.drawImage(bitmap, 0, 0);
    const data = canvas?.getImageData(0, 0, bitmap.width, 1).data ?? new Uint8ClampedArray();
    return Array.from({ length: bitmap.width }, (_, x): Rgb => [data[4 * x] ?? 0, data[4 * x + 1] ?? 0, data[4 * x + 2] ?? 0]);
  }, image.toString('base64'));
  return {
    row,
    contrast: (one = [0, 0, 0], other = [0, 0, 0]) =>
      page.evaluate(([one, other]) => (window as unknown as { tools: Tools }).tools.contrast(one, other), [one, other] as const),
  };
}

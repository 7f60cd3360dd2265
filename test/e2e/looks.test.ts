import type { Locator, Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appForTest } from './driver.ts';
import { lostHome } from './homes.ts';
import type { LostHome } from './homes.ts';

/** What a person sees in windows of all sizes, with colours of their own, and where Ghostlight itself has ended. */

function lost(): LostHome {
  const made = lostHome();
  onTestFinished(() => made.home.remove());
  return made;
}

const style = (place: Locator, name: string): Promise<string> =>
  place.evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

/** What reaches out of the window, or is wider than its own place and cannot be scrolled there. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, h1, h2, [role=option]')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < 0 || right > window.innerWidth + 1);
      })
      .map((element) => element.textContent),
  );

describe('windows of all sizes', () => {
  const sizes = [660, 900, 950, 1280, 2560];
  it.each(['normal', 'larger'])('hold all that can be pressed, up to their right edge (%s text)', async (textSize) => {
    const { page } = await appForTest('app', { home: lost().home });
    await page.getByRole('option').first().click();
    await page.evaluate((size) => window.ghostlight?.ask('settings.set', { textSize: size as 'normal' }), textSize);
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['textSize'])).toBe(textSize);
    for (const width of sizes) {
      await page.setViewportSize({ width, height: width === 2560 ? 1440 : 600 });
      await page.waitForTimeout(100);
      expect(await cutOff(page), `${width} wide`).toEqual([]);
      const last = await page.getByRole('button', { name: 'Settings' }).boundingBox();
      const gap = width - (last === null ? NaN : last.x + last.width);
      expect(gap, `beside the last button, ${width} wide`).toBeLessThanOrEqual(16);
    }
    // Where there is room, an address is shown whole.
    await page.setViewportSize({ width: 1280, height: 800 });
    const address = page.getByRole('banner').getByText('ana@example.test');
    expect(await address.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  });
});

describe('colours that the system sets', () => {
  it('leave lines around what floats and what is chosen', async () => {
    const { page } = await appForTest('app', { home: lost().home });
    await page.emulateMedia({ forcedColors: 'active' });
    const place = page.getByRole('button', { name: /^Ghosts/ });
    expect(await style(place, 'outline-style')).toBe('solid');
    expect(await style(page.getByRole('button', { name: /^Listed/ }), 'outline-style')).toBe('none');
    await page.getByRole('button', { name: 'Restore all 4' }).click();
    expect(await style(page.getByRole('dialog', { name: 'Bring back' }), 'border-top-style')).toBe('solid');
  });
});

describe('a window whose server has ended', () => {
  it('says what to do, and offers nothing that nobody would do', async () => {
    const { page, pid } = await appForTest('serve', { home: lost().home });
    await page.getByRole('option').first().click();
    process.kill(pid, 'SIGKILL');
    const told = page.getByRole('alert').getByText(/not running any more\. Start it again and open the address/);
    await told.waitFor();
    expect(await page.getByRole('button', { name: /^Restore all/ }).count()).toBe(0);
    // What was never loaded can no longer be had.
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Ghostlight’s engine does not answer' }).waitFor();
    await told.waitFor();
  });
});

import type { Locator, Page } from 'playwright-core';

/** The dialog that lies on top. */
export const dialogOf = (page: Page): Locator => page.getByRole('dialog').last();

/** The dialog of a button on the page, once what it is about is read. */
export const opened = async (page: Page, button: string): Promise<Locator> => {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.preview').waitFor();
  return dialog;
};

/** Presses the dialog's button; it closes when the command was carried out. */
export const confirm = async (dialog: Locator, button: string | RegExp): Promise<void> => {
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
};

// A8, issue 5: what the server refuses is said at the field that is to blame.
import { openAsPayer, renewal, rule } from '../support/payments';
import { expectAccessible } from '../support/accessibility';
import { expectSettled } from '../support/screen';
import { expect, test } from '../support/test';

const endpoint = /\/auto-renewal$/;

test('A8 a refusal of the server marks the field that is to blame, and no other', async ({ page, context }) => {
  const me = await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { threshold, amount, limit, save, saved, notSaved } = renewal(page);
  const fields = [threshold, amount, limit];
  let code = '';
  await page.route(endpoint, (route) => {
    if (route.request().method() !== 'PUT') return route.fallback();
    const problem = { type: 'about:blank', status: 422, code, title: 'RAW', detail: 'RAW' };
    return route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem });
  });
  for (const [refusal, blamed, description, why] of [
    ['threshold_out_of_range', threshold, 'Enter a number between 5 and 500, in steps of 5.', 'This threshold can’t be chosen.'],
    ['unknown_package', amount, 'This amount is no longer sold. Choose another one, then save again.', 'This amount is no longer sold.'],
    ['limit_too_low', limit, /^Enter at least CHF\s[\d.]+, the price of one purchase\.$/, 'The monthly limit is too low for one purchase.'],
    ['no_payment_method', undefined, '', 'To turn auto-renewal on, add a credit card, then save again.'],
    ['forbidden', undefined, '', 'You may no longer manage these credits.'],
  ] as const) {
    code = refusal;
    await amount.selectOption('250');
    await limit.fill('300');
    await save.click();
    await expect(notSaved).toContainText(why);
    for (const field of fields) {
      const isBlamed = field === blamed;
      if (isBlamed) await expect(field, refusal).toHaveAttribute('aria-invalid', 'true');
      else await expect(field, refusal).not.toHaveAttribute('aria-invalid', 'true');
      await expect(field, refusal).toHaveAccessibleDescription(isBlamed ? description : '');
    }
    await expect(page.getByText('RAW')).toHaveCount(0);
    await expect(limit).toHaveValue('300');
    await expectAccessible(page, refusal);
    // The blame goes with what is edited next.
    await limit.fill('310');
    await expect(notSaved).toHaveCount(0);
    for (const field of fields) await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  }
  await page.unroute(endpoint);
  await save.click();
  await expect(saved).toBeVisible();
  expect((await me.autoRenewal(me.personal)).setting).toMatchObject({ on: { package: '250' } });
});

test('A3 A8 a press on Save counts, although leaving a field with a flaw moves what is below it', async ({ page, context }) => {
  await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { threshold, save, notSaved } = renewal(page);
  await threshold.fill('7');
  await save.click();
  await expect(notSaved).toContainText('Correct what is marked above');
  await expect(threshold).toBeFocused();
});

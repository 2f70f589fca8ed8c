// How the journeys are run: by `cargo xtask test`, which starts a backend with fresh demo
// data, or by hand against a running `cargo xtask serve`.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'journeys',
  outputDir: 'results',
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
  // A journey that passes only when it is tried again is a bug to be found.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  // How fast a machine is decides nothing: what passes waits for none of these.
  timeout: 480_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: process.env.RELUX_URL ?? 'http://127.0.0.1:8080',
    locale: 'en-GB',
    timezoneId: 'Europe/Zurich',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.RELUX_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      // What a browser at home keeps, so must one here: otherwise *Back* proves nothing (I26).
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
});

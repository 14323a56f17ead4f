import { createTransport } from 'nodemailer';
import type { Config } from '../platform/config.js';
import type { Mail } from '../stewardship/notices/notice.job.js';

const timeoutMs = 10_000;

/** The mail server that is configured; undefined if none is. */
export function mailOf(config: Config): Mail | undefined {
  const { CONCORD_SMTP_URL: url, CONCORD_MAIL_FROM: from, CONCORD_ADDRESS: address } = config;
  if (url === undefined) return undefined;
  return {
    transport: createTransport({
      url,
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    }),
    from,
    address: (address ?? `http://${config.HOST}:${config.PORT}`).replace(/\/$/, ''),
  };
}

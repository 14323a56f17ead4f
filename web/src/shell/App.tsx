import { lazy, Suspense } from 'react';
import { HubProvider } from '../api/HubContext.js';
import { OutboxProvider } from '../api/Outbox.js';
import { ViewerProvider } from '../api/ViewerContext.js';
import { SignIn } from '../signin/SignIn.js';
import { useAddress } from './address.js';
import { HomePage } from './HomePage.js';
import { homeKeys, inboxKeys, recordKeys, recordsKeys } from './keys.js';
import { PageBoundary } from './PageBoundary.js';
import { PageFrame } from './PageFrame.js';
import { useSession } from './useSession.js';

const RecordsPage = lazy(async () => ({ default: (await import('../records/RecordsPage.js')).RecordsPage }));
const RecordPage = lazy(async () => ({ default: (await import('../records/RecordPage.js')).RecordPage }));

const InboxPage = lazy(async () => ({ default: (await import('../inbox/InboxPage.js')).InboxPage }));

export function App() {
  const { apiKey, notice, signIn, signOut, refuse } = useSession();
  const { path, search } = useAddress();
  if (!apiKey) return <SignIn notice={notice} onSignedIn={signIn} />;
  const { page, keys } = pageOf(path, search);
  return (
    <HubProvider apiKey={apiKey} onKeyRefused={refuse}>
      <OutboxProvider>
        <ViewerProvider>
          <PageFrame path={path} keys={keys} onSignOut={signOut}>
            <PageBoundary key={path}>
              <Suspense fallback={null}>{page}</Suspense>
            </PageBoundary>
          </PageFrame>
        </ViewerProvider>
      </OutboxProvider>
    </HubProvider>
  );
}

/** The addresses of the app; the hub serves it at the same ones (`pages` in src/app/open-routes.ts). */
function pageOf(path: string, search: string) {
  const [, section, id] = path.split('/');
  if (section === 'records' && id) return { page: <RecordPage key={id} id={read(id)} />, keys: recordKeys };
  if (section === 'records') return { page: <RecordsPage search={search} />, keys: recordsKeys };
  if (section === 'inbox') return { page: <InboxPage search={search} />, keys: inboxKeys };
  return { page: <HomePage key={search} search={search} />, keys: homeKeys };
}

function read(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

import { HubProvider } from '../api/HubContext.js';
import { SignIn } from '../signin/SignIn.js';
import { HomePage } from './HomePage.js';
import { useSession } from './useSession.js';

export function App() {
  const { apiKey, notice, signIn, signOut, refuse } = useSession();
  if (!apiKey) return <SignIn notice={notice} onSignedIn={signIn} />;
  return (
    <HubProvider apiKey={apiKey} onKeyRefused={refuse}>
      <HomePage onSignOut={signOut} />
    </HubProvider>
  );
}

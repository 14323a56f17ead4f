import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Notice } from './Notice.js';

/** A part of the app that is fetched when it is wanted may fail to come: the hub was stopped, or is a newer one. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice tone="bad">
        <span>This page could not be shown. The hub may have been restarted with a newer one.</span>
        <Button size="xs" variant="default" onClick={() => location.reload()}>
          Load it again
        </Button>
      </Notice>
    );
  }
}

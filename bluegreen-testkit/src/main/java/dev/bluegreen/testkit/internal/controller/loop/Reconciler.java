package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.store.ResourceKey;

/** One controller: brings the world closer to what an object asks for, judged by the store alone. */
public interface Reconciler {

    /** Looks at one object again; it may be gone. */
    void reconcile(ResourceKey key);
}

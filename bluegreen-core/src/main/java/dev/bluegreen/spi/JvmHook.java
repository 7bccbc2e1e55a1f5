package dev.bluegreen.spi;

import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that runs when this JVM ends, before daemon threads are stopped. The JVM starts its thread. */
final class JvmHook {

    private static final Logger LOG = LoggerFactory.getLogger(JvmHook.class);

    private JvmHook() {}

    /** @throws ClosedException if the JVM is ending already */
    static Subscription add(Runnable task) {
        Thread hook = new Thread(task, "bluegreen-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new ClosedException("onJvmShutdown was refused: this JVM is ending already; call shutdown() instead");
        }
        return () -> remove(hook);
    }

    /** A JVM that is ending runs it all the same. */
    private static void remove(Thread hook) {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the hook is not removed: {}", e.getMessage());
        }
    }
}

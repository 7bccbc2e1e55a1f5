package dev.bluegreen.examples;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Rings at every change that an informer sees. Who silences it waits for its last ring, and is called back never again. */
final class Bell<T> implements ResourceEventHandler<T> {

    private Runnable onChange;

    Bell(Runnable onChange) {
        this.onChange = onChange;
    }

    synchronized void silence() {
        onChange = () -> {};
    }

    @Override
    public synchronized void onAdd(T added) {
        onChange.run();
    }

    @Override
    public void onUpdate(T before, T after) {
        onAdd(after);
    }

    @Override
    public void onDelete(T deleted, boolean unknown) {
        onAdd(deleted);
    }
}

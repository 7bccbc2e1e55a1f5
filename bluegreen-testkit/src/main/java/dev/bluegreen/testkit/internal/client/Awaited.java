package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.RequestLinks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future of a request, or made from one: tells when a thread blocks on it. */
final class Awaited<T> extends CompletableFuture<T> {

    private final RequestLinks requests;
    private final String id;

    Awaited(RequestLinks requests, String id) {
        this.requests = requests;
        this.id = id;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Awaited<>(requests, id);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requests.blocked(id);
        try {
            return super.get();
        } finally {
            requests.unblocked(id);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        requests.blocked(id);
        try {
            return super.get(timeout, unit);
        } finally {
            requests.unblocked(id);
        }
    }

    @Override
    public T join() {
        requests.blocked(id);
        try {
            return super.join();
        } finally {
            requests.unblocked(id);
        }
    }
}

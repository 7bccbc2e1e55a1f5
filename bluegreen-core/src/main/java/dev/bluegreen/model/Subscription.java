package dev.bluegreen.model;

/** A watch or a registration that lasts until it is closed; closing it again has no effect. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}

package dev.bluegreen.model;

/** Something that goes on until it is closed; closing it twice does nothing more. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}

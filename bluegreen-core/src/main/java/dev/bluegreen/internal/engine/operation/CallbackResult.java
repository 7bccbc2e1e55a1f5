package dev.bluegreen.internal.engine.operation;

import java.util.Optional;
import java.util.function.Function;

/**
 * The answer of a callback, or its failure.
 *
 * @param answer the answer
 * @param failure the reason why there is none, a sentence without a subject
 * @param thrown its exception
 */
public record CallbackResult<T>(Optional<T> answer, String failure, Optional<Throwable> thrown) {

    static <T> CallbackResult<T> with(T answer) {
        return new CallbackResult<>(Optional.of(answer), "", Optional.empty());
    }

    static <T> CallbackResult<T> failed(String why) {
        return new CallbackResult<>(Optional.empty(), why, Optional.empty());
    }

    /** @throws dev.bluegreen.spi.CrashException if that is what was thrown */
    static <T> CallbackResult<T> threw(Throwable thrown) {
        RuntimeException failure = Failures.of(thrown);
        return new CallbackResult<>(Optional.empty(), Failures.sentence(failure), Optional.of(failure));
    }

    /** The answer, or what stands for one that failed so. */
    public T orElse(Function<String, T> otherwise) {
        return answer.orElseGet(() -> otherwise.apply(failure));
    }
}

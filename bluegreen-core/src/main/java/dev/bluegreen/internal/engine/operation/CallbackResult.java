package dev.bluegreen.internal.engine.operation;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a callback answered, or why it did not.
 *
 * @param answer the answer
 * @param failure why there is none, in a sentence without a subject
 * @param thrown what it threw
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

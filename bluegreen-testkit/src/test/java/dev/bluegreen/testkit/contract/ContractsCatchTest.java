package dev.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.Launched;
import dev.bluegreen.testkit.internal.ForwardingStrategy;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;

/** Implementations with one mistake each: the contract has to find it. */
class ContractsCatchTest {

    @Test
    void aMoveWithoutCompareAndSet() {
        assertThat(broken(Overwriting.class))
                .contains(
                        "aMoveFromAnOlderStateIsRefusedAndWritesNothing",
                        "aMoveMadeTwiceIsRefusedTheSecondTime",
                        "aFenceMakesAnEarlierMoveImpossible",
                        "ofManyMovesFromTheSameStateOneWins");
    }

    @Test
    void aLostAnswerThatIsTriedAgain() {
        assertThat(broken(Repeating.class))
                .contains("aMoveWhoseAnswerIsLostIsNotTakenForRefused", "aFenceWhoseAnswerIsLostIsNotTakenForRefused");
    }

    @Test
    void aFenceThatWritesNothing() {
        assertThat(broken(Unfenced.class))
                .contains("aFenceRaisesTheTokenAndMovesNothing", "aFenceMakesAnEarlierMoveImpossible");
    }

    @Test
    void aProofOfNothing() {
        assertThat(broken(Credulous.class))
                .containsExactlyInAnyOrder(
                        "doesNotConfirmAMoveThatWasNotMade",
                        "contradictsAMoveThatAnotherWriterUndid",
                        "doesNotConfirmAMoveToPodsThatAreReadyNoMore",
                        "contradictsAShareThatAnotherWriterTookAway",
                        "doesNotConfirmASmallerShareForALargerOne",
                        "doesNotConfirmAShareOfEitherTrackWithoutReadyPods");
    }

    @Test
    void aPreflightThatWrites() {
        assertThat(broken(Hasty.class)).contains("readingWritesNothing");
    }

    @Test
    void aPreflightThatLooksAtNoPod() {
        assertThat(broken(Blind.class))
                .containsExactlyInAnyOrder(
                        "preflightRefusesATrackWithoutReadyPods", "preflightRefusesAShareForATrackWithoutReadyPods");
    }

    @Test
    void aWatchThatNeverEnds() {
        assertThat(broken(Endless.class)).containsExactly("callsBackNeverAgainAfterTheEnd");
    }

    @Test
    void aWatchThatNeverCalls() {
        assertThat(broken(Deaf.class))
                .containsExactlyInAnyOrder(
                        "callsBackWhenTrafficMoves",
                        "callsBackWhenAnotherWriterMovesTraffic",
                        "theEndOfOneWatchIsNotTheEndOfAnother");
    }

    @Test
    void sharesThatAreRoundedToEverything() {
        assertThat(broken(Rounding.class))
                .contains(
                        "givesBothTracksTheirShareAndLeavesTokenAndCutoverOnTheRouter",
                        "goesOnFromAShareAndBackFromIt");
    }

    @Test
    void aStoreWithoutCompareAndSet() {
        assertThat(broken(LastWriterWins.class))
                .contains(
                        "theSecondToCreateItIsRefusedAndWritesNothing",
                        "aWriterWithAnOlderVersionIsRefusedAndWritesNothing",
                        "aRecordThatIsGoneIsNotWrittenByWhoeverExpectsIt",
                        "aRecordMadeAnewIsNotTakenForTheOldOne",
                        "ofManyWhoCreateItOneWins",
                        "ofManyWhoWriteFromTheSameVersionOneWins");
    }

    /** A test that does not apply is not one that found something. */
    private static List<String> broken(Class<?> implementation) {
        return Launched.run(implementation).failures().entrySet().stream()
                .filter(test -> !(test.getValue() instanceof TestAbortedException))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ExtendWith(Launched.Only.class)
    static class Overwriting extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public RouterState shift(Move move) {
                    RouterState now = sound.observe(release());
                    return sound.shift(Move.builder(move.world(), now, move.target())
                            .minReadyPods(move.minReadyPods())
                            .cutoverId(move.cutoverId())
                            .token(move.token())
                            .requestedBy(move.requestedBy())
                            .build());
                }
            };
        }
    }

    /** As a client that repeats by itself what was not answered, and tells of its second try only. */
    @ExtendWith(Launched.Only.class)
    static class Repeating extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public RouterState shift(Move move) {
                    return twice(() -> sound.shift(move));
                }

                @Override
                public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
                    return twice(() -> sound.fence(release, before, token, attempt));
                }
            };
        }

        private static RouterState twice(Supplier<RouterState> write) {
            try {
                return write.get();
            } catch (PlatformException unanswered) {
                return write.get();
            }
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Unfenced extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
                    return sound.observe(release);
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Credulous extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public List<Evidence> verify(Move move, Instant applied) {
                    return List.of(Evidence.confirmed("faith", router(), "it will have worked"));
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Hasty extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public Preflight preflight(Move move) {
                    Preflight preflight = sound.preflight(move);
                    sound.fence(release(), move.before(), move.token(), "early");
                    return preflight;
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Blind extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public Preflight preflight(Move move) {
                    return new Preflight(sound.preflight(move).writes(), List.of());
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Endless extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                @SuppressWarnings("resource") // never closed: that is the mistake
                public Subscription watch(ReleaseSpec release, Runnable onChange) {
                    sound.watch(release, onChange);
                    return () -> {};
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Deaf extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public Subscription watch(ReleaseSpec release, Runnable onChange) {
                    return () -> {};
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class Rounding extends InMemoryRouterContract {

        @Override
        protected CutoverStrategy strategy() {
            return new ForwardingStrategy(super.strategy()) {
                @Override
                public RouterState shift(Move move) {
                    Track most = move.target().green() >= move.target().blue() ? Track.GREEN : Track.BLUE;
                    return sound.shift(Move.builder(move.world(), move.before(), TrafficSplit.all(most))
                            .minReadyPods(move.minReadyPods())
                            .cutoverId(move.cutoverId())
                            .token(move.token())
                            .requestedBy(move.requestedBy())
                            .build());
                }
            };
        }
    }

    @ExtendWith(Launched.Only.class)
    static class LastWriterWins extends RecordStoreContract {

        private final InMemoryPlatform platform = InMemoryPlatform.on(VirtualTime.create());

        @Override
        protected RecordStore store() {
            RecordStore sound = platform.records();
            return new RecordStore() {
                @Override
                public String describe(String release) {
                    return sound.describe(release);
                }

                @Override
                public Optional<StoredRecord> load(String release) {
                    return sound.load(release);
                }

                @Override
                public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
                    synchronized (platform) {
                        return sound.compareAndSet(release, sound.load(release), next);
                    }
                }
            };
        }

        @Override
        protected void lose(String release) {
            platform.loseRecord(release);
        }
    }
}

/**
 * The engine: one class a phase, one class an operation, and the runner that reads top to bottom.
 *
 * <p>It keeps ten laws. Each is tried by the test classes named here: those of core in memory, those of {@code fabric8} over
 * real HTTP. {@code RandomSchedulesTest} of the testkit holds drawn schedules against the first nine, and {@code LawTest} the
 * checks themselves against histories that break them.
 *
 * <ol>
 *   <li>No write leaves the target of traffic with fewer ready endpoints than wanted: {@code SwitchTest}, {@code ReleaseTest},
 *       {@code PredictionTest}, {@code EveryCallTest}, {@code LateDeliveryTest}.
 *   <li>One writer, fenced; what arrives late is rejected: {@code KillMatrixTest}, {@code LockTest},
 *       {@code PausedProcessTest}, {@code LateDeliveryTest}, {@code WhileWaitingTest}, {@code FaultTest}.
 *   <li>A process killed at any call can be recovered by another: {@code KillMatrixTest}, {@code EveryCallTest},
 *       {@code RecoveryTest}, {@code LockTest}, {@code FaultTest}.
 *   <li>Rollback needs nothing of the new track, and its loss is told at once: {@code BackAndAwayTest},
 *       {@code UnderWatchTest}, {@code WayBackTest}, {@code ReleaseTest}, {@code BudgetTest}.
 *   <li>What may get traffic is not scaled down, nor staged over: {@code KillMatrixTest}, {@code BackAndAwayTest},
 *       {@code SkewedClocksTest}, {@code LateDeliveryTest}, {@code RecoveryTest} (a lost record), {@code ReleaseTest}.
 *   <li>Foreign writes are reported with their writer, never fought: {@code UnderWatchTest}, {@code SeveralRoutersTest},
 *       {@code SwitchTest}, {@code DriftTest}, {@code FaultTest}.
 *   <li>Intent before every traffic write, result after it: {@code SwitchTest}, {@code EveryCallTest}.
 *   <li>Every operation ends, ambiguous writes are settled: {@code KillMatrixTest}, {@code EveryCallTest} (lost answers, late
 *       delivery, interrupts at each call), {@code InterruptTest}, {@code SwitchTest}, {@code FaultTest}.
 *   <li>No request fails between two healthy tracks: {@code CutoverTrafficTest}, and the quickstart.
 *   <li>A proof looks at everything that can carry traffic: {@code WholeProofTest}, {@code ServedPortsTest},
 *       {@code ForeignSliceTest}, {@code StrangerPodsTest}, {@code KillMatrixTest}.
 * </ol>
 */
@NullMarked
package dev.bluegreen.internal.engine;

import org.jspecify.annotations.NullMarked;

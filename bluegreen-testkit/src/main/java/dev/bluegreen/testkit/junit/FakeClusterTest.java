package dev.bluegreen.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of the class, or the one test method, its own fake cluster, and closes it after the test. Test methods and
 * {@code @BeforeEach} and {@code @AfterEach} methods may take parameters of the types {@link
 * dev.bluegreen.testkit.FakeCluster}, {@code KubernetesClient} and {@link dev.bluegreen.testkit.time.VirtualTime}: the
 * cluster, its client and its clock. Tests may run in parallel.
 *
 * <p>A passed test still fails if it leaves something behind, see {@link dev.bluegreen.testkit.FakeCluster#leaks()}. A test
 * that failed gets the timeline of its cluster: as the report entry {@value #TIMELINE}, and as a suppressed exception of its
 * failure. Both happen after {@code @AfterEach} methods.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ClusterLife.class, ClusterParameter.class, ClientParameter.class, TimeParameter.class})
public @interface FakeClusterTest {

    /** The key under which the timeline of a failed test is reported. */
    String TIMELINE = "fake cluster timeline";

    /** True if the cluster runs in real time; then there is no {@code VirtualTime} to take. */
    boolean realTime() default false;

    /** The seed of random values in the cluster; shown in the timeline of a failed test. */
    long seed() default 1;

    /** The namespace of the client, and of the cluster's methods that name none. */
    String namespace() default "default";
}

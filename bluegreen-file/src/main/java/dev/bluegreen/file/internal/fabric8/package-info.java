/** What a release file names of Kubernetes: routers, approvals, tests and Events of bluegreen-fabric8. */
@NullMarked
package dev.bluegreen.file.internal.fabric8;

import org.jspecify.annotations.NullMarked;

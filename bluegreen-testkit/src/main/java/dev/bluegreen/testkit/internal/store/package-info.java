/** The one truth of a fake cluster: object trees with the API server's rules for versions, generations and deletion. */
@NullMarked
package dev.bluegreen.testkit.internal.store;

import org.jspecify.annotations.NullMarked;

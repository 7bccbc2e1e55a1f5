/** JSON documents of reports, plans and status, field by field as the published schema has them. */
@NullMarked
package dev.bluegreen.report.internal.json;

import org.jspecify.annotations.NullMarked;

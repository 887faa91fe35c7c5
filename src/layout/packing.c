#include "layout/layout_internal.h"

#include <math.h>

/* Maps are wider than high: a step up counts as this much. */
static const double FLATNESS = 1.35;
static const double GAP = 1.0;

enum { N_DIRECTIONS = 64 };

/* 0, 32, 16, 48, 8, ...: of equally near places the one across comes first, not the one beside. */
static double direction(unsigned k) {
    unsigned reversed = 0;
    for (unsigned bit = 0; bit < 6; bit++)
        reversed |= (k >> bit & 1) << (5 - bit);
    return 2 * G_PI * reversed / N_DIRECTIONS;
}

/* The least distance from the origin along (dx, dy) from which a disc is clear of all others. */
static double clear_distance(int32_t n, const HcpDisc *disc, double radius, double dx, double dy) {
    double distance = 0;
    for (int32_t k = 0; k < n; k++) {
        double reach = disc[k].radius + radius + GAP;
        double along = disc[k].x * dx + disc[k].y * dy;
        double aside = disc[k].x * dy - disc[k].y * dx;
        if (fabs(aside) < reach)
            distance = MAX(distance, along + sqrt(reach * reach - aside * aside));
    }
    return distance;
}

/* Beside those that have a place already: where it is nearest to the middle. O(64 n). */
static void place_around(int32_t n, HcpDisc *disc) {
    double nearest = INFINITY;
    for (unsigned k = 0; k < N_DIRECTIONS; k++) {
        double dx = cos(direction(k)), dy = sin(direction(k));
        double distance = clear_distance(n, disc, disc[n].radius, dx, dy);
        double cost = distance * hypot(dx, FLATNESS * dy);
        if (cost >= nearest * (1 - 1e-9))
            continue;
        nearest = cost;
        disc[n].x = distance * dx;
        disc[n].y = distance * dy;
    }
}

typedef struct {
    double left, right, bottom;
} Box;

static Box find_box(int32_t n, const HcpDisc *disc) {
    Box box = {0, 0, 0};
    for (int32_t k = 0; k < n; k++) {
        box.left = MIN(box.left, disc[k].x - disc[k].radius);
        box.right = MAX(box.right, disc[k].x + disc[k].radius);
        box.bottom = MIN(box.bottom, disc[k].y - disc[k].radius);
    }
    return box;
}

/* As wide as what stands above, or, with little above, as a block of the map's shape. */
static double find_width(const Box *box, int32_t n, const HcpDisc *disc) {
    double area = 0;
    for (int32_t k = 0; k < n; k++)
        area += (2 * disc[k].radius + GAP) * (2 * disc[k].radius + GAP);
    return MAX(box->right - box->left, sqrt(FLATNESS * area));
}

/* Rows of discs, each row centred below the one before. */
static void place_in_rows(int32_t n, HcpDisc *disc, Box box) {
    double width = find_width(&box, n, disc), middle = (box.left + box.right) / 2;
    double y = box.bottom - 2 * GAP;
    for (int32_t first = 0, last; first < n; first = last) {
        double row = 0;
        for (last = first; last < n; last++) {
            double next = row + 2 * disc[last].radius + GAP;
            if (last > first && next > width)
                break;
            row = next;
        }
        double x = middle - row / 2, radius = disc[first].radius;
        y -= radius + GAP / 2;
        for (int32_t k = first; k < last; k++) {
            disc[k].x = x + disc[k].radius + GAP / 2;
            disc[k].y = y;
            x += 2 * disc[k].radius + GAP;
        }
        y -= radius + GAP / 2;
    }
}

void hcp__pack_discs(int32_t n, int32_t n_around, HcpDisc *disc) {
    for (int32_t k = 0; k < n_around; k++)
        place_around(k, disc);
    place_in_rows(n - n_around, disc + n_around, find_box(n_around, disc));
}

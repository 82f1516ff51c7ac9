#include "enrollment-stage.h"

import { Module } from '@nestjs/common';
import { ConflictResolver } from './conflict.resolver.js';
import { TaskResolver } from './task.resolver.js';

/** People: tasks and decisions. */
@Module({ providers: [ConflictResolver, TaskResolver] })
export class StewardshipModule {}
